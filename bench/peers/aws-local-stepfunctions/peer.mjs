// aws-local-stepfunctions: a machine is made once, each Task is overridden by a function of this process.

import { readFileSync } from "node:fs";
import { StateMachine } from "aws-local-stepfunctions";

const FUNCTIONS = {
  ValidateOrder: ({ order_id, amount_cents }) => ({ order_id, amount_cents }),
  ProcessPayment: ({ order_id, amount_cents }) => ({ order_id, reference: amount_cents ^ 0x5bd1 }),
  ShipOrder: ({ order_id, reference }) => ({ order_id, tracking: reference + 7000 }),
  NotifyCustomer: ({ order_id, tracking }) => ({ order_id, text: String(tracking) }),
  CheckEligibility: ({ vehicle }) => ({ eligible: !vehicle.inProduction }),
  ReleaseVehicle: () => ({ released: true }),
  ReleaseCredit: () => ({ released: true }),
  WriteToCustomer: ({ text }) => ({ sent: typeof text === "string" }),
  Assess: ({ cents }) => ({ kind: "damage", cents, expert: false }),
};

/** The function of each Task, by the Task's name, also of those inside a Parallel or Map. */
function handlers(machine) {
  const found = {};
  for (const [name, state] of Object.entries(machine.States)) {
    if (state.Type === "Task") {
      found[name] = FUNCTIONS[state.Resource.split(":").pop()];
    }
    for (const inner of [...(state.Branches ?? []), state.ItemProcessor].filter(Boolean)) {
      Object.assign(found, handlers(inner));
    }
  }
  return found;
}

function setUp(definition) {
  const parsed = JSON.parse(definition);
  const machine = new StateMachine(parsed);
  const options = { overrides: { taskResourceLocalHandlers: handlers(parsed) } };
  // From JSON text to JSON text.
  return async (input) => JSON.stringify(await machine.run(JSON.parse(input), options).result);
}

async function round(testCase, iterations) {
  const run = setUp(testCase.definition);
  const start = process.hrtime.bigint();
  for (let i = 0; i < iterations; i++) {
    await run(testCase.input);
  }
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** The median of the rounds, in nanoseconds an execution. */
async function time(plan, testCase) {
  let iterations = 1;
  while ((await round(testCase, iterations)) < plan.round_seconds) {
    iterations *= 2;
  }
  const times = [];
  let spent = 0;
  while (times.length < 3 || (times.length < plan.rounds && spent < plan.case_seconds)) {
    const took = await round(testCase, iterations);
    spent += took;
    times.push((took * 1e9) / iterations);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

/** JSON with the keys of each object in order. */
function sorted(value) {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

const plan = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const testCase of plan.cases) {
  const line = {
    contestant: "aws-local-stepfunctions",
    definition: testCase.name,
    ns_per_execution: null,
  };
  try {
    line.output = JSON.parse(await setUp(testCase.definition)(testCase.input));
    if (sorted(line.output) === sorted(testCase.output)) {
      line.ns_per_execution = await time(plan, testCase);
    }
  } catch (error) {
    line.error = `${error.name}: ${error.message}`;
  }
  console.log(JSON.stringify(line));
}
