// Commas, semicolons and braces that are missing or too many.
mod order {
    task Charge
    task Pack { result_path: $.pack result_selector: { a: $.a } timeout: 5s };
    pass Price { parameters: { a: 1; b: 2 }, };
    task Ship {
        retry Slow { interval: 1s, }
        retry Broken, Other { interval: 1s }
        timeout: 5s
        catch _ => Done
    }
    succeed Done
}
