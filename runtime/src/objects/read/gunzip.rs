//! Content that is compressed with gzip.
use crate::{
    machine::BoxFuture,
    objects::{ObjectBody, ObjectError},
};
use flate2::write::MultiGzDecoder;
use std::io::Write;

/// How much is decompressed at once: it may become a thousand times as much.
const STEP: usize = 1_024;

/// The decompressed content of another.
pub(super) struct Gunzip {
    body: Box<dyn ObjectBody>,
    compressed: Vec<u8>,
    at: usize,
    decoder: MultiGzDecoder<Vec<u8>>,
    ended: bool,
}

impl Gunzip {
    /// `first` is what was read of the body already.
    pub(super) fn new(body: Box<dyn ObjectBody>, first: Vec<u8>) -> Gunzip {
        Gunzip {
            body,
            compressed: first,
            at: 0,
            decoder: MultiGzDecoder::new(Vec::new()),
            ended: false,
        }
    }
}

impl ObjectBody for Gunzip {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectError>> {
        Box::pin(async move {
            let wrong = |error| ObjectError::Other(format!("not whole gzip data: {error}"));
            while !self.ended {
                let rest = &self.compressed[self.at..];
                if rest.is_empty() {
                    if let Some(chunk) = self.body.chunk().await? {
                        self.compressed = chunk;
                    } else {
                        self.ended = true;
                        self.decoder.try_finish().map_err(wrong)?;
                    }
                    self.at = 0;
                } else {
                    let step = &rest[..rest.len().min(STEP)];
                    self.at += step.len();
                    self.decoder.write_all(step).map_err(wrong)?;
                }
                let made = std::mem::take(self.decoder.get_mut());
                if !made.is_empty() {
                    return Ok(Some(made));
                }
            }
            Ok(None)
        })
    }
}
