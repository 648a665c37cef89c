// Where the handlers are called by their numbers: a type that does not fit is marked where it is written, and the state and its
// line are named.
stepwright::include_workflow!("called.asl.json");

struct NotSerde;

#[derive(Debug)]
struct NotAnError;

struct Shop;

#[stepwright::handlers(called)]
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

#[stepwright::handlers(called)]
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
