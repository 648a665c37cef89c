use stepwright::TaskError;

stepwright::include_workflow!("unraised_error.asl.json");

#[derive(Debug, TaskError)]
enum PaymentError {
    CardDeclined,
    Unreachable,
}

struct Shop;

#[stepwright::handlers(unraised_error)]
impl Shop {
    async fn pay(&self, cents: u32) -> Result<u32, PaymentError> {
        match cents {
            0 => Err(PaymentError::CardDeclined),
            1 => Err(PaymentError::Unreachable),
            cents => Ok(cents),
        }
    }
}

fn main() {}
