//! A workflow's picture. The compiler makes the same one for the module's documentation.

use super::{EdgeKind, Graph};
use stepwright_graph::{Edge, EdgeKind as Drawn, Kind, Node, Picture, Region};

pub(super) fn picture(graph: Graph) -> Picture {
    let program = graph.program;
    let nodes = program.states.iter().map(|state| {
        let attempts = state.retry.iter().map(|retrier| retrier.max_attempts);
        let kind = Kind::named(state.kind.name());
        Node {
            name: state.name.to_owned(),
            kind,
            region: state.region as usize,
            retries: attempts.fold(0, u64::saturating_add),
            ends: super::ends(state) && !matches!(kind, Kind::Succeed | Kind::Fail),
        }
    });
    let edges = graph.edges().into_iter().map(|edge| Edge {
        from: edge.from as usize,
        to: edge.to as usize,
        kind: match edge.kind {
            EdgeKind::Next => Drawn::Next,
            EdgeKind::Rule(_, condition) => Drawn::Rule(condition),
            EdgeKind::Default => Drawn::Default,
            EdgeKind::Catch(errors) => {
                Drawn::Catch(errors.iter().map(|error| (*error).to_owned()).collect())
            }
        },
    });
    Picture {
        name: program.name.to_owned(),
        regions: program
            .regions
            .iter()
            .map(|region| Region {
                owner: region.owner.map(|owner| owner as usize),
                start: Some(region.start as usize),
            })
            .collect(),
        nodes: nodes.collect(),
        edges: edges.collect(),
        overlay: None,
    }
}
