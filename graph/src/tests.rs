//! What holds of every graph, however odd.

mod written;

use proptest::prelude::*;

use crate::layout::{Layout, Rect, Segment, layout};
use crate::{Edge, EdgeKind, Kind, Mark, Node, Overlay, Picture, Region, Status};

const KINDS: [Kind; 8] = [
    Kind::Pass,
    Kind::Task,
    Kind::Choice,
    Kind::Wait,
    Kind::Succeed,
    Kind::Fail,
    Kind::Parallel,
    Kind::Map,
];

/// Pictures of any states in any regions with any transitions, most of which are possible ones.
fn pictures() -> impl Strategy<Value = Picture> {
    let node = (
        any::<u8>(),
        any::<u16>(),
        "[ -~éβ中\u{202e}\n]{0,40}",
        any::<bool>(),
    );
    let edge = (any::<u16>(), any::<u16>(), any::<u8>(), "[ -~\n]{0,90}");
    let nodes = prop::collection::vec(node, 0..28);
    (nodes, prop::collection::vec(edge, 0..50), any::<bool>()).prop_map(|(nodes, edges, ran)| {
        let mut picture = Picture {
            name: "random <&\">".to_owned(),
            regions: vec![Region::default()],
            ..Picture::default()
        };
        for (kind, region, name, ends) in nodes {
            let kind = KINDS[usize::from(kind) % KINDS.len()];
            let region = usize::from(region) % picture.regions.len();
            let id = picture.nodes.len();
            picture.regions[region].start.get_or_insert(id);
            picture.nodes.push(Node {
                name,
                kind,
                region,
                retries: u64::from(ends) * 3,
                ends,
            });
            let inside = match kind {
                Kind::Parallel => 3,
                Kind::Map => 1,
                _ => 0,
            };
            for _ in 0..inside {
                picture.regions.push(Region {
                    owner: Some(id),
                    start: None,
                });
            }
        }
        let count = picture.nodes.len();
        for (from, to, kind, text) in edges {
            let from = usize::from(from) % (count + 1);
            // Most stay in their region, some do not, and some name no state.
            let region = picture.nodes.get(from).map(|node| node.region);
            let beside: Vec<usize> = (0..count)
                .filter(|node| Some(picture.nodes[*node].region) == region)
                .collect();
            let to = match beside.get(usize::from(to) % (beside.len() + 1)) {
                Some(to) => *to,
                None => usize::from(to) % (count + 2),
            };
            let kind = match kind % 5 {
                0 => EdgeKind::Default,
                1 | 2 => EdgeKind::Rule(text),
                3 => EdgeKind::Catch(vec![text, "States.ALL".to_owned()]),
                _ => EdgeKind::Next,
            };
            picture.edges.push(Edge { from, to, kind });
        }
        if ran {
            let mut overlay = Overlay::new();
            for node in (0..count).step_by(2) {
                overlay.add(node, Mark::new(Status::Caught).retried(node));
                overlay.add(node, Mark::new(Status::Succeeded));
            }
            for edge in picture.edges.iter().step_by(3) {
                overlay.take(edge.from, edge.to, edge.kind.is_catch());
            }
            picture.overlay = Some(overlay);
        }
        picture
    })
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

fn holds(outer: Rect, inner: Rect) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.right() <= outer.right()
        && inner.bottom() <= outer.bottom()
}

/// Points of a segment, its ends among them.
fn points(segment: &Segment) -> Vec<(i32, i32)> {
    let [a, b] = segment.bend.unwrap_or([segment.from, segment.to]);
    let at = |t: i32, p: [i32; 4]| {
        let s = 16 - t;
        (s * s * s * p[0] + 3 * s * s * t * p[1] + 3 * s * t * t * p[2] + t * t * t * p[3]) / 4096
    };
    let (from, to) = (segment.from, segment.to);
    (0..=16)
        .map(|t| {
            (
                at(t, [from.0, a.0, b.0, to.0]),
                at(t, [from.1, a.1, b.1, to.1]),
            )
        })
        .collect()
}

fn boxes_are_apart(picture: &Picture, layout: &Layout) -> Result<(), TestCaseError> {
    let whole = Rect {
        x: 0,
        y: 0,
        width: layout.width,
        height: layout.height,
    };
    for node in 0..picture.nodes.len() {
        let region = picture.region_of(node);
        let around = layout.regions[region].unwrap_or(whole);
        prop_assert!(
            holds(around, layout.boxes[node]),
            "{node} leaves its region: {:?} in {around:?}",
            layout.boxes[node]
        );
        for other in 0..node {
            if picture.region_of(other) == region {
                prop_assert!(
                    !overlap(layout.boxes[node], layout.boxes[other]),
                    "{node} and {other} overlap"
                );
            }
        }
        for inner in picture.regions_in(node) {
            let inner = layout.regions[inner].unwrap_or_default();
            prop_assert!(holds(layout.boxes[node], inner));
        }
    }
    Ok(())
}

fn lines_are_whole(picture: &Picture, layout: &Layout) -> Result<(), TestCaseError> {
    let mut drawn = vec![0; picture.edges.len()];
    for route in &layout.routes {
        for edge in &route.edges {
            drawn[*edge] += 1;
        }
        let edge = &picture.edges[route.edges[0]];
        let (from, to) = (layout.boxes[edge.from], layout.boxes[edge.to]);
        let (Some(first), Some(last)) = (route.segments.first(), route.segments.last()) else {
            return Err(TestCaseError::fail(format!("{edge:?} has no line")));
        };
        let touches = |area: Rect, (x, y): (i32, i32)| {
            let inside =
                (area.x..=area.right() + 2).contains(&x) && (area.y..=area.bottom()).contains(&y);
            inside && !(area.x + 1 < x && x < area.right() - 1 && area.y < y && y < area.bottom())
        };
        prop_assert!(
            touches(from, first.from),
            "{edge:?} begins at {:?}, not at {from:?}",
            first.from
        );
        prop_assert!(
            touches(to, last.to),
            "{edge:?} ends at {:?}, not at {to:?}",
            last.to
        );
        let breaks = route
            .segments
            .windows(2)
            .filter(|pair| pair[0].to != pair[1].from);
        prop_assert!(
            breaks.count() <= usize::from(!route.label.is_empty()),
            "{edge:?} is broken"
        );
        let region = picture.region_of(edge.from);
        for (x, y) in route.segments.iter().flat_map(points) {
            for (node, area) in layout.boxes.iter().enumerate() {
                if picture.region_of(node) != region {
                    continue;
                }
                let inside = area.x < x && x < area.right() && area.y < y && y < area.bottom();
                prop_assert!(!inside, "{edge:?} passes {node} at {x}, {y}");
            }
        }
    }
    for (number, edge) in picture.edges.iter().enumerate() {
        prop_assert_eq!(
            drawn[number],
            usize::from(picture.is_drawn(edge)),
            "{:?}",
            edge
        );
    }
    Ok(())
}

fn labels_are_free(picture: &Picture, layout: &Layout) -> Result<(), TestCaseError> {
    let mut labels: Vec<(usize, Rect)> = Vec::new();
    for route in &layout.routes {
        let edge = &picture.edges[route.edges[0]];
        let widths = route.label.iter().map(|line| crate::text::width(line, 11));
        let Some(width) = widths.max().filter(|_| edge.from != edge.to) else {
            continue;
        };
        let height = i32::try_from(route.label.len()).unwrap() * 14;
        let (x, y) = route.label_at;
        let area = Rect {
            x: x - width / 2,
            y,
            width,
            height,
        };
        let region = picture.region_of(edge.from);
        for (node, other) in layout.boxes.iter().enumerate() {
            let beside = picture.region_of(node) == region;
            prop_assert!(
                !beside || !overlap(area, *other),
                "a label of {edge:?} is on {node}"
            );
        }
        for (of, other) in &labels {
            prop_assert!(
                *of != region || !overlap(area, *other),
                "two labels overlap at {edge:?}"
            );
        }
        labels.push((region, area));
    }
    Ok(())
}

/// The elements of an SVG are closed in order, and nothing in it ends a block of HTML in Markdown.
fn is_well_formed(svg: &str) -> Result<(), TestCaseError> {
    prop_assert!(!svg.contains('\n'));
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        prop_assert!(
            !text.contains('>') && tag.matches('"').count() % 2 == 0,
            "{tag}"
        );
        if let Some(name) = tag.strip_prefix('/') {
            prop_assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or_default());
        }
    }
    prop_assert!(open.is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn everything_has_its_place(picture in pictures()) {
        let layout = layout(&picture);
        boxes_are_apart(&picture, &layout)?;
        lines_are_whole(&picture, &layout)?;
        labels_are_free(&picture, &layout)?;
    }

    #[test]
    fn everything_can_be_written(picture in pictures()) {
        let svg = picture.svg();
        is_well_formed(&svg)?;
        prop_assert_eq!(&svg, &picture.clone().svg());
        let arrows = picture.edges.iter().filter(|edge| picture.is_drawn(edge)).count();
        let mermaid = picture.mermaid();
        let written = mermaid.lines().filter(|line| line.starts_with("    s") && (line.contains("-->") || line.contains("-.->"))).count();
        prop_assert!(written >= arrows, "{mermaid}");
        let dot = picture.dot();
        prop_assert!(dot.matches(" -> ").count() >= arrows);
        prop_assert_eq!(dot.matches('{').count() >= 1, true);
    }
}
