// A type that does not fit is marked where it is written, and the state and its line are named.
stepwright::include_workflow!("handlers.asl.json");

struct NotSerde;

#[derive(Debug)]
struct NotAnError;

struct Shop;

#[stepwright::handlers(handlers)]
impl Shop {
    async fn pick(&self, order: NotSerde) -> Result<u32, std::convert::Infallible> {
        drop(order);
        Ok(1)
    }

    async fn pack_goods(&self, order: u32) -> Result<Vec<NotSerde>, NotAnError> {
        if order > 1 {
            Ok(vec![])
        } else {
            Err(NotAnError)
        }
    }
}

type Answer = Result<u32, NotAnError>;

struct Store;

#[stepwright::handlers(handlers)]
impl Store {
    async fn pick(&self, order: u32) -> Answer {
        Ok(order)
    }

    async fn pack_goods(
        &self,
        order: std::collections::BTreeMap<NotSerde, u32>,
    ) -> Result<std::rc::Rc<u32>, std::convert::Infallible> {
        drop(order);
        Ok(std::rc::Rc::new(1))
    }
}

fn main() {}
