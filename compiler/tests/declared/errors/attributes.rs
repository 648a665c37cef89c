// Doc comments are comments; other attributes there are none.
#[derive(Debug)]
mod order {
    #[cfg(test)]
    task Charge {
        #[allow(unused)]
        timeout: 5s,
        /// Of a field there is no comment.
        result_path: $.charge,
        #
    }
    #![inner]
    succeed Done;
    /// Of nothing.
}
