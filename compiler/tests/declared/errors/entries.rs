// Entries of the invocation.
mod order {
    allow: { unreachable_stat, missing_path: ["Nobody"] },
    rename: { "Nobody" => nobody, "Ship Order" => ship order },
    substitute: { Table: 5 },
    task "Ship Order";
    succeed Done;
}
