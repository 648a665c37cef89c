//! A JSON array, item by item.
use super::{Input, ReadError, document};
use crate::value::Value;

/// The items of an array, which is the whole content or lies where a JSON pointer says.
pub(crate) struct List {
    input: Input,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// After `[`.
    Begun,
    /// After an item.
    Within,
    /// After `]`.
    Ended,
}

impl List {
    /// Goes to the array. `pointer` is a JSON pointer (RFC 6901), empty for the whole.
    pub(crate) async fn open(mut input: Input, pointer: &str) -> Result<List, ReadError> {
        let missing = || ReadError(format!("The ItemsPointer \"{pointer}\" leads to nothing."));
        if !pointer.is_empty() {
            let Some(steps) = pointer.strip_prefix('/') else {
                return Err(ReadError(format!(
                    "The ItemsPointer \"{pointer}\" is no JSON pointer: it does not begin with `/`."
                )));
            };
            for step in steps.split('/') {
                let step = step.replace("~1", "/").replace("~0", "~");
                if !descend(&mut input, &step).await? {
                    return Err(missing());
                }
            }
        }
        match space(&mut input).await? {
            Some(b'[') => input.advance(1),
            None => return Err(ReadError("not JSON: there is nothing".to_owned())),
            // AWS's words.
            Some(_) => {
                return Err(ReadError(
                    "Attempting to map over non-iterable node.".to_owned(),
                ));
            }
        }
        Ok(List {
            input,
            state: State::Begun,
        })
    }

    pub(crate) async fn next(&mut self) -> Result<Option<Value>, ReadError> {
        if self.state == State::Ended {
            return Ok(None);
        }
        let next = space(&mut self.input).await?;
        match (self.state, next) {
            (_, Some(b']')) => {
                self.input.advance(1);
                self.state = State::Ended;
                return Ok(None);
            }
            (State::Within, Some(b',')) => {
                self.input.advance(1);
                space(&mut self.input).await?;
            }
            (State::Within, next) => return Err(expected("`,` or `]`", next)),
            _ => {}
        }
        let mut item = Vec::new();
        value(&mut self.input, Some(&mut item)).await?;
        self.state = State::Within;
        document(&item).map(Some)
    }
}

fn expected(what: &str, found: Option<u8>) -> ReadError {
    ReadError(match found {
        Some(found) => format!(
            "not JSON: {what} expected, but there is `{}`",
            found.escape_ascii()
        ),
        None => format!("not JSON: {what} expected, but it ends"),
    })
}

/// The next byte that is no space.
async fn space(input: &mut Input) -> Result<Option<u8>, ReadError> {
    loop {
        match input.peek().await? {
            Some(b' ' | b'\t' | b'\r' | b'\n') => input.advance(1),
            next => return Ok(next),
        }
    }
}

/// Goes to a field's or an item's value. Whether it is there.
async fn descend(input: &mut Input, step: &str) -> Result<bool, ReadError> {
    match space(input).await? {
        Some(b'{') => {
            input.advance(1);
            loop {
                match space(input).await? {
                    Some(b',') => input.advance(1),
                    Some(b'"') => {
                        let mut name = Vec::new();
                        value(input, Some(&mut name)).await?;
                        match space(input).await? {
                            Some(b':') => input.advance(1),
                            next => return Err(expected("`:`", next)),
                        }
                        if document(&name)?.as_str() == Some(step) {
                            return Ok(true);
                        }
                        value(input, None).await?;
                    }
                    Some(b'}') => return Ok(false),
                    next => return Err(expected("a field", next)),
                }
            }
        }
        Some(b'[') => {
            input.advance(1);
            let Ok(index) = step.parse::<usize>() else {
                return Ok(false);
            };
            for _ in 0..index {
                if space(input).await? == Some(b']') {
                    return Ok(false);
                }
                value(input, None).await?;
                match space(input).await? {
                    Some(b',') => input.advance(1),
                    Some(b']') => return Ok(false),
                    next => return Err(expected("`,` or `]`", next)),
                }
            }
            Ok(space(input).await? != Some(b']'))
        }
        _ => Ok(false),
    }
}

/// Goes past one value, and keeps its text if asked for it. What it is made of is not looked at.
async fn value(input: &mut Input, mut keep: Option<&mut Vec<u8>>) -> Result<(), ReadError> {
    space(input).await?;
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    // A number or word ends where something else begins.
    let mut bare = false;
    loop {
        if !input.fill().await? {
            return if bare {
                Ok(())
            } else {
                Err(expected("the rest of a value", None))
            };
        }
        let rest = input.rest();
        let mut length = 0;
        let mut ended = false;
        for byte in rest {
            if quoted {
                length += 1;
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => {
                        quoted = false;
                        ended = depth == 0;
                    }
                    _ => {}
                }
            } else {
                match byte {
                    b',' | b']' | b'}' | b':' | b' ' | b'\t' | b'\r' | b'\n' if bare => {
                        ended = true;
                        break;
                    }
                    b'"' => quoted = true,
                    b'[' | b'{' => depth += 1,
                    b']' | b'}' if depth > 0 => {
                        depth -= 1;
                        ended = depth == 0;
                    }
                    b',' | b']' | b'}' | b':' if depth == 0 => {
                        return Err(expected("a value", Some(*byte)));
                    }
                    _ => bare = depth == 0,
                }
                length += 1;
            }
            if ended {
                break;
            }
        }
        if let Some(keep) = keep.as_deref_mut() {
            keep.extend(&rest[..length]);
        }
        input.advance(length);
        if ended {
            return Ok(());
        }
    }
}
