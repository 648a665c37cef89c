//! What each child gets: an item as `ItemSelector` makes it, or with an `ItemBatcher` several.
use super::Source;
use crate::{
    driver::{
        Failure,
        context::{Item, View},
    },
    program::{Count, ItemBatcher, Map, Template},
    value::{List, Map as Object, Value},
};
use std::sync::Arc;

/// What a child is started with.
pub(super) struct Unit {
    /// The child's number.
    pub(super) index: usize,
    pub(super) input: Value,
    /// How many items that is.
    pub(super) items: usize,
    /// The item, where it is one.
    pub(super) item: Option<Item>,
}

/// The units of a Map run, one after the other.
pub(super) struct Units<'a> {
    view: View<'a>,
    selector: Option<&'static Template>,
    /// The effective input, which an `ItemSelector` reads.
    input: Value,
    source: Source<'a>,
    batches: Option<Batches>,
    next: usize,
}

/// `ItemBatcher`, evaluated.
struct Batches {
    input: Option<Value>,
    max_items: u64,
    max_bytes: usize,
    /// The item that the last batch had no room for.
    left: Option<Value>,
}

/// The inputs of all batches of items that an `ItemSelector` has seen already.
pub(in crate::driver) async fn batches(
    view: View<'_>,
    map: &'static Map,
    input: Value,
    items: Arc<List>,
) -> Result<Value, Failure> {
    let source = Source::State { items, next: 0 };
    let mut units = Units {
        selector: None,
        ..Units::new(view, map, input, source)?
    };
    let mut batches = Vec::new();
    while let Some(unit) = units.next().await? {
        batches.push(unit.input);
    }
    Ok(Value::from(batches))
}

impl<'a> Units<'a> {
    pub(super) fn new(
        view: View<'a>,
        map: &'static Map,
        input: Value,
        source: Source<'a>,
    ) -> Result<Units<'a>, Failure> {
        let batches = match &map.item_batcher {
            Some(batcher) => Some(Batches::read(&view, batcher, &input)?),
            None => None,
        };
        Ok(Units {
            view,
            selector: map.item_selector.as_ref(),
            input,
            source,
            batches,
            next: 0,
        })
    }

    pub(super) fn total(&self) -> Option<usize> {
        self.source.total()
    }

    pub(super) async fn next(&mut self) -> Result<Option<Unit>, Failure> {
        let index = self.next;
        self.next += 1;
        if self.batches.is_some() {
            return self.batch(index).await;
        }
        let Some(item) = self.source.next().await? else {
            return Ok(None);
        };
        Ok(Some(Unit {
            index,
            input: self.selected(&item)?,
            items: 1,
            item: Some(item),
        }))
    }

    fn selected(&self, item: &Item) -> Result<Value, Failure> {
        let Some(template) = self.selector else {
            return Ok(item.value.clone());
        };
        let view = View {
            retry: self.view.retry,
            item: Some(item),
            ..View::new(self.view.execution, self.view.visit)
        };
        view.made(template, &view.scope(&self.input))
    }

    async fn batch(&mut self, index: usize) -> Result<Option<Unit>, Failure> {
        let mut items = Vec::new();
        let mut bytes = self.batches.as_ref().map_or(0, Batches::frame);
        loop {
            let left = self.batches.as_mut();
            let item = match left.and_then(|batches| batches.left.take()) {
                Some(item) => item,
                None => match self.source.next().await? {
                    Some(item) => self.selected(&item)?,
                    None => break,
                },
            };
            let Some(batches) = &mut self.batches else {
                break;
            };
            // With the comma before it.
            let comma = usize::from(!items.is_empty());
            let length = item.json_len(batches.max_bytes).saturating_add(comma);
            // An item that is too long for any batch is one of its own.
            if !items.is_empty() && bytes.saturating_add(length) > batches.max_bytes {
                batches.left = Some(item);
                break;
            }
            bytes = bytes.saturating_add(length);
            items.push(item);
            if items.len() as u64 >= batches.max_items {
                break;
            }
        }
        if items.is_empty() {
            return Ok(None);
        }
        let count = items.len();
        let mut input = Object::new();
        let batches = self.batches.as_ref();
        if let Some(given) = batches.and_then(|batches| batches.input.clone()) {
            input.insert("BatchInput", given);
        }
        input.insert("Items", Value::from(items));
        Ok(Some(Unit {
            index,
            input: Value::from(input),
            items: count,
            item: None,
        }))
    }
}

impl Batches {
    fn read(
        view: &View<'_>,
        batcher: &'static ItemBatcher,
        input: &Value,
    ) -> Result<Batches, Failure> {
        let limit = |count: &'static Option<Count>, field: &str| {
            let Some(count) = count else {
                return Ok(u64::MAX);
            };
            match view.count(count, field, input)? {
                0 => Err(view.visit.runtime(format!("{field} must be positive."))),
                limit => Ok(limit),
            }
        };
        let max_bytes = limit(&batcher.max_bytes, "MaxInputBytesPerBatch")?;
        let batch_input = batcher.batch_input.as_ref();
        let given = batch_input.map(|template| view.made(template, &view.scope(input)));
        Ok(Batches {
            input: given.transpose()?,
            max_items: limit(&batcher.max_items, "MaxItemsPerBatch")?,
            max_bytes: usize::try_from(max_bytes).unwrap_or(usize::MAX),
            left: None,
        })
    }

    /// The bytes of a batch without items.
    fn frame(&self) -> usize {
        let empty = r#"{"Items":[]}"#.len();
        match &self.input {
            Some(input) => empty + r#""BatchInput":,"#.len() + input.json_len(usize::MAX),
            None => empty,
        }
    }
}
