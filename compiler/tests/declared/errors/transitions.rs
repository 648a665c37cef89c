// Where states go.
mod order {
    task Charge => Shipp;
    choice IsPaid { $.paid == true => Ship } => Ship;
    task Ship => ;
    succeed Sent => Done;
    fail Refused => Done;
    task Retry { catch _ => Nowhere }
    task Again => end => Done;
    task Last ==> Done
    succeed Done;
}
