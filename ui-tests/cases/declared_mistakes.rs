// Every mistake of a declaration stands at its own tokens, all of them at once; one does not hide the next.
use serde::{Deserialize, Serialize};
use stepwright::{Shape, TaskError, workflow};

#[derive(Serialize, Deserialize, Shape)]
pub struct Order {
    id: String,
}

#[derive(Debug, TaskError)]
pub enum Declined {
    Declined,
}

workflow! {
    /// Charges an order.
    pub mod order(Order) -> Order {
        tiemout: 10m,

        task ProcessPayment(Order) -> Result<Order, Declined> {
            retry Unreachable { interval: 2x, max_atempts: 3 }
            catch Declined -> Refused
            catch States.Timout => Refsued { result_path: $.error }
            result_path: $.payment.,
            next: Refused,
        }
        choice IsPaid {
            $.payment.status == $.wanted => Shipped,
            $.total > => Shipped,
            $.payment.id == "1" => Shiped,
            _ => Refused,
        }
        pas Log {
            parameters: { text: States.Fromat("{} {}", $.id), when: $$.Exection.StartTime },
        }
        succeed Shipped;
        fail Refused("OrderRefused", "nobody pays", 3);
    }
}

fn main() {
    let _ = order::State::ProcessPayment;
}
