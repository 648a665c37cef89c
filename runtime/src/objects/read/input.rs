//! An object's content as bytes to look at one after the other.
use super::ReadError;
use crate::objects::ObjectBody;

/// An object's content. What was read is dropped; one chunk is in memory.
pub(crate) struct Input {
    body: Box<dyn ObjectBody>,
    chunk: Vec<u8>,
    at: usize,
}

impl Input {
    /// The content from its beginning. What is compressed with gzip is decompressed, a byte order mark is dropped.
    pub(crate) async fn open(body: Box<dyn ObjectBody>) -> Result<Input, ReadError> {
        let mut input = Input::of(body);
        input.gather(2).await?;
        if input.rest().starts_with(&[0x1f, 0x8b]) {
            input = gunzip(input)?;
        }
        input.gather(3).await?;
        if input.rest().starts_with("\u{feff}".as_bytes()) {
            input.at += 3;
        }
        Ok(input)
    }

    fn of(body: Box<dyn ObjectBody>) -> Input {
        Input {
            body,
            chunk: Vec::new(),
            at: 0,
        }
    }

    /// What is at hand.
    pub(super) fn rest(&self) -> &[u8] {
        &self.chunk[self.at..]
    }

    /// Leaves some of what is at hand behind.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.chunk.len());
    }

    /// Whether anything is left: if so, some of it is at hand.
    pub(super) async fn fill(&mut self) -> Result<bool, ReadError> {
        while self.at == self.chunk.len() {
            match self.body.chunk().await? {
                Some(chunk) => {
                    self.chunk = chunk;
                    self.at = 0;
                }
                None => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Has at least as many bytes at hand, if there are.
    async fn gather(&mut self, bytes: usize) -> Result<(), ReadError> {
        while self.rest().len() < bytes {
            let Some(more) = self.body.chunk().await? else {
                break;
            };
            self.chunk.drain(..self.at);
            self.at = 0;
            self.chunk.extend(more);
        }
        Ok(())
    }

    /// The next byte.
    pub(super) async fn peek(&mut self) -> Result<Option<u8>, ReadError> {
        if self.at == self.chunk.len() && !self.fill().await? {
            return Ok(None);
        }
        Ok(self.rest().first().copied())
    }

    /// The next line without its end. Whether there was one.
    pub(super) async fn line(&mut self, line: &mut Vec<u8>) -> Result<bool, ReadError> {
        line.clear();
        let mut any = false;
        while self.fill().await? {
            any = true;
            let rest = self.rest();
            let end = rest.iter().position(|byte| *byte == b'\n');
            let length = end.unwrap_or(rest.len());
            line.extend(&rest[..length]);
            self.advance(length + usize::from(end.is_some()));
            if end.is_some() {
                break;
            }
        }
        Ok(any)
    }

    /// The next line as text, without the space around it. For lists of names.
    pub(crate) async fn text_line(&mut self) -> Result<Option<String>, ReadError> {
        let mut line = Vec::new();
        if !self.line(&mut line).await? {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        Ok(Some(line.trim().to_owned()))
    }

    /// Everything. For what is known to be small.
    pub(crate) async fn whole(&mut self) -> Result<Vec<u8>, ReadError> {
        let mut whole = Vec::new();
        while self.fill().await? {
            whole.extend(self.rest());
            self.advance(usize::MAX - self.at);
        }
        Ok(whole)
    }
}

#[cfg(feature = "gzip")]
#[allow(
    clippy::unnecessary_wraps,
    reason = "it fails where the feature is off"
)]
fn gunzip(input: Input) -> Result<Input, ReadError> {
    let Input { body, chunk, .. } = input;
    let body = super::gunzip::Gunzip::new(body, chunk);
    Ok(Input::of(Box::new(body)))
}

#[cfg(not(feature = "gzip"))]
fn gunzip(_: Input) -> Result<Input, ReadError> {
    Err(ReadError(
        "it is compressed with gzip, and the feature `gzip` of `stepwright` is off".to_owned(),
    ))
}
