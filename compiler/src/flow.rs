//! Flow: what is known of the document, the variables and the context object in every state, and what has to hold there.

mod fact;
mod filter;
mod jsonata;
mod kinds;
mod obligation;
mod read;
mod world;
