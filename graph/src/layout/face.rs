//! What a state's box says, and how large that makes it.

use super::{PADDING, Rect};
use crate::model::{Kind, Picture};
use crate::text;

/// The size of names.
const NAME: i32 = 13;
/// The size of types.
const CAPTION: i32 = 10;
/// The size of notes.
const NOTE: i32 = 11;
/// What a Parallel's or Map's own name takes, above what is inside.
pub(crate) const HEADER: i32 = 44;
const NAME_LINE: i32 = 17;
const WIDEST: i32 = 176;
/// A Parallel's branches stand beside each other up to here, then below.
const WIDEST_CLUSTER: i32 = 1100;

/// A Parallel or Map is as wide as its name up to here.
const WIDEST_HEADER: i32 = 340;

/// What a state's box says.
#[derive(Debug, Default)]
pub(crate) struct Face {
    pub(crate) width: i32,
    pub(crate) height: i32,
    /// The type, and whatever stands beside it.
    pub(crate) caption: String,
    /// How often it is tried again.
    pub(crate) retries: Option<String>,
    /// The name's lines.
    pub(crate) name: Vec<String>,
    /// What an execution did here.
    pub(crate) note: Option<String>,
    /// Where the regions inside it lie, from its own corner.
    pub(crate) inner: Vec<(usize, Rect)>,
}

impl Face {
    /// The face of a state, and the sizes of the regions inside it.
    pub(super) fn of(picture: &Picture, id: usize, inner: &[(usize, (i32, i32))]) -> Face {
        let state = &picture.nodes[id];
        let caption = state.kind.name().to_owned();
        let retries = (state.retries > 0).then(|| format!("↻ {}", state.retries));
        let mark = picture.overlay.as_ref().and_then(|all| all.mark(id));
        let note = mark.and_then(|mark| Some(text::cut(&mark.note()?, 40)));
        let wide = |text: &Option<String>, size| {
            let width = text.as_ref().map(|text| text::width(text, size));
            width.unwrap_or(0)
        };
        let caption_width = text::width(&caption, CAPTION) + 14 + wide(&retries, CAPTION) + 24;
        // It is bold.
        let note_width = wide(&note, NOTE + 1);
        let clean = text::clean(&state.name);
        if inner.is_empty() {
            let name = text::wrap(&clean, NAME, WIDEST, 3);
            let widest = name.iter().map(|line| text::width(line, NAME)).max();
            let slope = if state.kind == Kind::Choice { 20 } else { 0 };
            let lines = i32::try_from(name.len()).unwrap_or(0);
            let content = widest.unwrap_or(0).max(caption_width).max(note_width);
            let below = if note.is_some() { 16 } else { 0 };
            return Face {
                width: (content + 28 + slope).max(96),
                height: 26 + lines * NAME_LINE + below + 6,
                caption,
                retries,
                name,
                note,
                inner: Vec::new(),
            };
        }
        let (inner, (width, height)) = tile(inner);
        let width = (width + 2 * PADDING)
            .max(caption_width + note_width + 40)
            .max((text::width(&clean, NAME) + 28).min(WIDEST_HEADER))
            .max(180);
        let name = text::wrap(&clean, NAME, width - 28, 1);
        let centred = (width - inner_width(&inner)) / 2;
        Face {
            width,
            height: HEADER + height + PADDING,
            caption,
            retries,
            name,
            note,
            inner: inner
                .into_iter()
                .map(|(region, area)| {
                    let (x, y) = (area.x + centred, area.y + HEADER);
                    (region, Rect { x, y, ..area })
                })
                .collect(),
        }
    }
}

fn inner_width(inner: &[(usize, Rect)]) -> i32 {
    inner
        .iter()
        .map(|(_, area)| area.right())
        .max()
        .unwrap_or(0)
}

/// Regions beside each other, in several rows where they would be too wide. Those of a row are as high as its highest.
fn tile(sizes: &[(usize, (i32, i32))]) -> (Vec<(usize, Rect)>, (i32, i32)) {
    let gap = PADDING;
    let mut tiles: Vec<(usize, Rect)> = Vec::new();
    let (mut x, mut y, mut high, mut widest) = (0, 0, 0, 0);
    let mut row = 0;
    for (region, (width, height)) in sizes {
        if x > 0 && x + width > WIDEST_CLUSTER {
            level(&mut tiles[row..], high);
            row = tiles.len();
            (x, y, high) = (0, y + high + gap, 0);
        }
        let area = Rect {
            x,
            y,
            width: *width,
            height: *height,
        };
        tiles.push((*region, area));
        widest = widest.max(area.right());
        x += width + gap;
        high = high.max(*height);
    }
    level(&mut tiles[row..], high);
    (tiles, (widest, y + high))
}

fn level(row: &mut [(usize, Rect)], height: i32) {
    for (_, area) in row {
        area.height = height;
    }
}
