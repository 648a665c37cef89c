//! The pages in `docs/` show what is true: their programs are compiled here, their definitions are what those stand for.

mod systems;

#[test]
fn trial() {
    for (name, asl) in systems::ALL {
        println!("== {name}\n{asl}");
    }
}
