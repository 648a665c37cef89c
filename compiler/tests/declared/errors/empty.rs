// There is nothing to start with.
mod order {
}
