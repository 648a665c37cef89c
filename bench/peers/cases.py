"""What is run: each definition's input, and what has to come out.

`answers` are the results of the Tasks in the order in which they are called, for a contestant whose functions run no code.
"""

ORDER = {"order_id": "1234", "amount_cents": 4200}
CANCELLATION = {
    "orderId": "V-1001",
    "customer": {"id": "C-7", "email": "c7@example.com"},
    "vehicle": {"modelCode": "GT", "inProduction": False},
    "reason": "moved abroad",
}
CLAIM = {"policy": "H-17", "cents": 84000, "what": "a window"}
ITEMS = [{"id": n, "price": {"cents": 3 * n, "currency": "EUR"}, "note": "as usual"} for n in range(1000)]

CASES = [
    {
        "name": "order",
        "title": "four Tasks in a row",
        "input": ORDER,
        "answers": [
            ORDER,
            {"order_id": "1234", "reference": 4200 ^ 0x5BD1},
            {"order_id": "1234", "tracking": (4200 ^ 0x5BD1) + 7000},
            {"order_id": "1234", "text": str((4200 ^ 0x5BD1) + 7000)},
        ],
        "output": {"order_id": "1234", "text": str((4200 ^ 0x5BD1) + 7000)},
    },
    {
        "name": "triage",
        "title": "Pass, Task, Choice, Pass, by paths",
        "input": {"claim": CLAIM, "sender": "a broker"},
        "answers": [{"kind": "damage", "cents": 84000, "expert": False}],
        "output": {
            "claim": CLAIM,
            "policy": {"number": "H-17", "kind": "household"},
            "verdict": {"kind": "damage", "cents": 84000, "expert": False},
            "payment": {"way": "transfer", "days": 3},
        },
    },
    {
        "name": "cancellation",
        "title": "vehicle cancellation: Tasks, Choice, Parallel",
        "input": CANCELLATION,
        "answers": [{"eligible": True}, {"released": True}, {"released": True}, {"sent": True}],
        "output": {
            **CANCELLATION,
            "status": "PENDING",
            "eligibility": {"eligible": True},
            "undone": [{"vehicle": True}, {"credit": True}],
        },
    },
    {
        "name": "refusal",
        "title": "a branch that fails, caught",
        "input": {"order": "V-1001"},
        "answers": [],
        "output": {"order": "V-1001", "why": "CreditRefused"},
    },
    {
        "name": "branches",
        "title": "Parallel of 10 Passes",
        "input": {"order": "V-1001"},
        "answers": [],
        "output": [{"branch": n, "order": "V-1001"} for n in range(1, 11)],
    },
    {
        "name": "booking",
        "title": "Map over 1,000 items, a Pass each",
        "input": {"items": ITEMS},
        "answers": [],
        "output": [{"id": n, "cents": 3 * n, "state": "booked"} for n in range(1000)],
    },
    {
        "name": "counting",
        "title": "counting to 1,000 in JSONPath",
        "input": {"n": 0},
        "answers": [],
        "output": {"n": 1000},
    },
    {
        "name": "counting_jsonata",
        "title": "counting to 1,000 in JSONata",
        "input": {"n": 0},
        "answers": [],
        "output": {"n": 1000},
    },
]
