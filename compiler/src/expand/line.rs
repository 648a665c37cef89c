//! The straight line: a workflow that is plain Tasks in a row, written out as one async function.

use proc_macro2::TokenStream;
use quote::quote;

use super::Module;
use super::workflow::{at, declares};
use crate::ir;

/// The longest straight line that is written out. The state machine that rustc makes of an async function costs more
/// per await the more of them there are; eight is where that begins to be felt.
const LONGEST_LINE: usize = 8;

/// Where the whole workflow is plain Tasks in a row: their handlers awaited one after the other, each output moved into
/// the next input. Nothing else where it is not.
pub(super) fn line(module: &Module) -> Option<TokenStream> {
    let invocation = module.invocation;
    // A declared type may differ from the handler's, which is the driver's business.
    if declares(invocation) || invocation.samples.is_some() {
        return None;
    }
    let mut way = Vec::new();
    let mut next = module.program.regions.first()?.start;
    while let Some(id) = next {
        let index = id.0 as usize;
        let state = module.program.states.get(index)?;
        if way.len() == LONGEST_LINE || way.contains(&index) || !is_plain(state) {
            return None;
        }
        way.push(index);
        next = match state.next.as_ref()? {
            ir::Transition::End(_) => None,
            ir::Transition::Next(target) => Some(target.state?),
        };
    }
    let krate = module.krate;
    let mut steps = Vec::new();
    let mut before = TokenStream::new();
    for (step, &index) in way.iter().enumerate() {
        let name = module.names.get(index)?;
        let here = at(module, module.program.states.get(index)?, name);
        let method = &name.method;
        let (step_literal, index) = (
            proc_macro2::Literal::usize_unsuffixed(step),
            proc_macro2::Literal::usize_unsuffixed(index),
        );
        if step > 0 {
            steps
                .push(quote!(let document = line.pass::<#before, _, #here, _>(document, #index)?;));
        }
        let input = if step == 0 {
            quote!(input)
        } else {
            quote!(document)
        };
        steps.push(quote! {
            let result = H::#method(&self.handlers, #input, line.enter(#index, #step_literal)).await;
            let document = line.left::<#here, _, _>(result)?;
        });
        before = here;
    }
    Some(quote! {
        // Nothing between these states needs JSON.
        if let ::core::option::Option::Some(mut line) =
            #krate::__private::Line::open(&PROGRAM, &self.host, &self.options, H::__TAKES_CONTEXT)
        {
            // Pinned where it is: what is not moved is not copied.
            let way = ::core::pin::pin!(async {
                #(#steps)*
                ::core::result::Result::Ok(document)
            });
            return #krate::__private::within(&PROGRAM, way).await;
        }
    })
}

/// Whether a Task that is so plain is all that the iterations of an inline Map do, with the items as they are.
pub(super) fn is_all_of_a_map(program: &ir::Program, state: &ir::State) -> bool {
    let region = program.regions.get(state.region.0 as usize);
    let region = region.filter(|region| region.states.len() == 1);
    let owner = region.and_then(|region| program.states.get(region.owner?.0 as usize));
    let Some(ir::Kind::Map(map)) = owner.map(|owner| &owner.kind) else {
        return false;
    };
    is_plain(state)
        && matches!(state.next, Some(ir::Transition::End(_)))
        && map.mode == ir::MapMode::Inline
        && map.item_selector.is_none()
}

/// A Task that takes and gives the document as it is, once.
fn is_plain(state: &ir::State) -> bool {
    let ir::Kind::Task(task) = &state.kind else {
        return false;
    };
    matches!(
        task.integration,
        ir::Integration::Function | ir::Integration::Activity | ir::Integration::Other
    ) && task.timeout.is_none()
        && task.heartbeat.is_none()
        && task.credentials.is_none()
        && state.retry.is_empty()
        && state.catch.is_empty()
        && state.takes_whole()
        && state.gives_whole()
}
