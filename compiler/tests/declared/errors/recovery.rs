// One mistake in each state: none hides the next, and nothing is said about what is left out.
mod order {
    task Charge { result_path: 5, retry { interval: 1s } catch => Refused }
    choice IsPaid { $.paid = true => Pack, $.paid == false => Refused, }
    parallel Pack { branch { tsak One; } branch { pass Two { reslt: 1 } } catch _ Refused }
    map Lines in lines { each { pass Line { parameters: { a: } } } }
    wait Cool for ever;
    fail Refused(Declined, "why", "more");
    succeed Done { output_path: 5 }
}
