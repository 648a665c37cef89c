//! `url`: a string.

use url::Url;

use super::text;
use crate::shape::Text;

text! {
    Url => Text::Form("a URL"),
}
