//! What the README says of this program is so.

use super::{Shop, order};

#[test]
fn everything_is_proven_while_it_compiles() {
    let proof = order::Workflow::<Shop>::PROOF;
    assert_eq!(proof.open().count(), 0, "{proof}");
}
