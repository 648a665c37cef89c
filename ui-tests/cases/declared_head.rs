// A declaration without a head makes no module, and says what it needs.
stepwright::workflow! {}
stepwright::workflow! { order { pass Log; } }
stepwright::workflow! { pub mod order }
stepwright::workflow! { mod one { pass Log; } mod two { pass Log; } }
stepwright::workflow! { mod empty { } }
stepwright::workflow! { mod types(Vec<) -> 3 { pass Log; } }

fn main() {}
