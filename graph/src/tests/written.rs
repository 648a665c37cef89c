//! What the writers write, to the letter where that is short.

use crate::{Edge, EdgeKind, Kind, Mark, Node, Overlay, Picture, Region, Status};

/// A Task that is tried again, a Parallel of one branch, a Choice with a loop, a Fail.
fn picture() -> Picture {
    let node = |name: &str, kind, region| Node {
        name: name.to_owned(),
        kind,
        region,
        retries: 0,
        ends: false,
    };
    let edge = |from, to, kind| Edge { from, to, kind };
    let mut picture = Picture {
        name: "order".to_owned(),
        regions: vec![
            Region {
                owner: None,
                start: Some(0),
            },
            Region {
                owner: Some(1),
                start: Some(2),
            },
        ],
        nodes: vec![
            node("Pick \"goods\"", Kind::Task, 0),
            node("Both", Kind::Parallel, 0),
            node("Pack", Kind::Task, 1),
            node("Fine?", Kind::Choice, 0),
            node("Lost", Kind::Fail, 0),
            node("Sent", Kind::Succeed, 0),
        ],
        edges: vec![
            edge(0, 1, EdgeKind::Next),
            edge(0, 4, EdgeKind::Catch(vec!["Shop.Empty".to_owned()])),
            edge(1, 3, EdgeKind::Next),
            edge(3, 5, EdgeKind::Rule("$.fine == true".to_owned())),
            edge(3, 0, EdgeKind::Default),
        ],
        overlay: None,
    };
    picture.nodes[0].retries = 3;
    picture.nodes[2].ends = true;
    picture
}

fn overlay() -> Overlay {
    let mut overlay = Overlay::new();
    overlay.set(0, Mark::new(Status::Caught).retried(3));
    overlay.set(4, Mark::new(Status::Failed));
    overlay.take(0, 4, true);
    overlay
}

#[test]
fn mermaid_has_subgraphs_and_dotted_catchers() {
    assert_eq!(
        picture().mermaid(),
        "\
flowchart TD
    s0[\"Pick #34;goods#34;<br/><small>Task ↻ 3</small>\"]
    b0((\" \")) --> s0
    subgraph s1[\"Both<br/><small>Parallel</small>\"]
        subgraph r1[\"branch 1\"]
            s2[\"Pack<br/><small>Task</small>\"]
            b1((\" \")) --> s2
            s2 --> e1(((\" \")))
        end
    end
    s3{{\"Fine?<br/><small>Choice</small>\"}}
    s4[[\"Lost<br/><small>Fail</small>\"]]
    s5([\"Sent<br/><small>Succeed</small>\"])
    s0 --> s1
    s0 -.->|\"Shop.Empty\"| s4
    s1 --> s3
    s3 -->|\"$.fine == true\"| s5
    s3 -->|\"otherwise\"| s0
"
    );
    let marked = picture().overlay(overlay()).mermaid();
    assert!(marked.contains("<b>caught, 3 retries</b>"), "{marked}");
    assert!(marked.contains("    class s4 failed\n"), "{marked}");
}

#[test]
fn dot_has_clusters_and_dashed_catchers() {
    let dot = picture().dot();
    for line in [
        "    s0 [label=\"Pick \\\"goods\\\"\\nTask ↻ 3\", shape=box];",
        "    subgraph cluster_s1 {",
        "        subgraph cluster_r1 {",
        "            s2 [label=\"Pack\\nTask\", shape=box];",
        "    s0 -> s1 [lhead=cluster_s1];",
        "    s0 -> s4 [label=\"Shop.Empty\", style=dashed, color=\"#e5534b\", fontcolor=\"#e5534b\"];",
        "    s3 -> s0 [label=\"otherwise\"];",
    ] {
        assert!(
            dot.lines().any(|written| written == line),
            "{line} in\n{dot}"
        );
    }
}

#[test]
fn an_svg_says_in_words_what_it_shows() {
    let svg = picture().svg();
    for part in [
        "aria-label=\"The workflow order\"",
        "<title>Pick &quot;goods&quot; (Task), tried again up to 3 times</title>",
        "<title>Pack (Task), may end here</title>",
        "<g class=\"sw-edge sw-catch\"><title>Pick &quot;goods&quot; → Lost: Shop.Empty</title>",
        "<g class=\"sw-edge\"><title>Fine? → Pick &quot;goods&quot;: otherwise</title>",
        "Task · ↻ 3",
    ] {
        assert!(svg.contains(part), "{part} in\n{svg}");
    }
    assert!(!svg.contains(" id=\""), "pictures on one page stay apart");

    let svg = picture().overlay(overlay()).svg();
    for part in [
        "<g class=\"sw-state sw-marked\"><title>Pick &quot;goods&quot; (Task), tried again up to 3 times: caught, 3 retries</title>",
        "<g class=\"sw-state sw-idle\"><title>Sent (Succeed): not entered</title>",
        "<g class=\"sw-edge sw-catch sw-taken\"><title>Pick &quot;goods&quot; → Lost: Shop.Empty</title>",
        "<g class=\"sw-edge sw-idle\"><title>Both → Fine?</title>",
    ] {
        assert!(svg.contains(part), "{part} in\n{svg}");
    }
}

#[test]
fn the_main_way_goes_straight_down_and_failures_aside() {
    let layout = crate::layout::layout(&picture());
    let axis = |node: usize| layout.boxes[node].middle().0;
    let [pick, both, fine, lost, sent] = [0, 1, 3, 4, 5];
    assert_eq!([axis(both), axis(fine), axis(sent)], [axis(pick); 3]);
    assert!(layout.boxes[lost].x > layout.boxes[pick].right());
    for (upper, lower) in [(pick, both), (both, fine), (fine, sent), (pick, lost)] {
        assert!(layout.boxes[upper].bottom() < layout.boxes[lower].y);
    }
}

#[test]
fn marks_add_up_to_the_worst() {
    let mut overlay = Overlay::new();
    for status in [Status::Succeeded, Status::Failed, Status::Failed] {
        overlay.add(7, Mark::new(status).retried(1));
    }
    let words = |overlay: &Overlay| overlay.mark(7).map(Mark::words);
    assert_eq!(words(&overlay).unwrap(), "2 of 3 failed, 3 retries");
    let both = overlay.clone().and(overlay);
    assert_eq!(words(&both).unwrap(), "4 of 6 failed, 6 retries");
}
