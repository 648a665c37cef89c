//! The definitions that Stepwright exists to run first, through the real macro.

use stepwright_tests::seeds::SEEDS;

#[test]
fn every_seed_compiles() {
    let Some(seeds) = SEEDS else {
        println!("skipped: no seeds at ../shared/seeds");
        return;
    };
    let mut states = 0;
    for (file, program) in seeds {
        assert!(!program.states.is_empty(), "{file} has states");
        states += program.states.len();
        println!(
            "{file}: {} states in {} regions",
            program.states.len(),
            program.regions.len()
        );
    }
    assert!(seeds.len() >= 11, "all of them: {}", seeds.len());
    assert!(states > 100, "and whole: {states} states");
}
