// The types of Tasks, of the workflow and of its output.
mod order(Order, Other) -> {
    task Charge(Order Payment) -> Payment;
    task Pack(Order) -> ;
    task Ship(Order) -> Result<Shipped, ShipError = "ship";
    task Send(&) -> Vec<>;
    task Note(Order) -> Result<Noted> { timeout: 5 }
    task Where(Order) = arn;
    pass Price(Order);
    succeed Done;
}
