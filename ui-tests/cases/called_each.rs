// The only Task of a Map's iterations is called by itself and for all items: what is wrong with it is said once.
use std::rc::Rc;

stepwright::include_workflow!("called_each.asl.json");

struct NotSerde;

#[derive(Debug)]
struct NotAnError;

struct Types;

#[stepwright::handlers(called_each)]
impl Types {
    async fn pick(&self, order: NotSerde) -> Result<Vec<NotSerde>, NotAnError> {
        drop(order);
        Err(NotAnError)
    }
}

struct Future;

#[stepwright::handlers(called_each)]
impl Future {
    async fn pick(&self, order: u32) -> Result<u32, std::convert::Infallible> {
        let shared = Rc::new(order);
        std::future::ready(()).await;
        Ok(*shared)
    }
}

fn main() {}
