//! Raises the prices of a list by ten percent. The list is a file, the new prices are too.

use std::error::Error;
use std::{env, fs, process};

use bulk_pricing::{Increase, Pricing, host, price_list, set_up};
use stepwright::history::{Event, EventKind};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let root = env::temp_dir().join(format!("bulk-pricing-{}", process::id()));
    set_up(&root)?;
    let host = host(&root).observed(|event| show(&event));
    let workflow = price_list::Workflow::new(Pricing).on(host);
    let increase = Increase {
        list: "spring".to_owned(),
        percent: 10.0,
    };
    let published = workflow.run(increase).await;
    fs::remove_dir_all(&root)?;
    println!("{:?}", published?);
    Ok(())
}

/// The states that the workflow and the one it starts enter; those of the Map's children are not shown.
fn show(event: &Event) {
    if let EventKind::StateEntered { name, .. } = &event.kind {
        println!("{name}");
    }
}
