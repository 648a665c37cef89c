//! Behaviour on the virtual clock, one file per feature.

mod activity;
mod callback;
mod catch;
mod choice;
mod distributed_map;
mod fail;
mod in_memory;
mod jsonata;
mod map;
mod mock_config;
mod nested;
mod parallel;
mod payload_limit;
mod retry;
mod stop;
mod support;
mod task;
mod test_host;
mod test_state;
mod timeout;
mod unseen;
mod variables;
mod wait;
