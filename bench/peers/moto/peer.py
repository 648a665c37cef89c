"""moto: its Step Functions in this process, through boto3, as a test would use it.

Tasks are functions of moto's Lambda without Docker. It runs no code: it answers with what a queue holds, which is filled before
the clock starts. An execution is a thread; it is joined, which is quicker than to ask for its status again and again.
"""

import json
import sys
import threading
import time
import uuid

import boto3
import requests
from moto import mock_aws

CONTESTANT = "moto"
REGION = "us-east-1"
ROLE = "arn:aws:iam::123456789012:role/peers"
ANSWERS = "http://motoapi.amazonaws.com/moto-api/static/lambda-simple/response"
CONFIG = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}


class Failed(Exception):
    pass


def run(client, arn, case):
    """One execution, from JSON text to JSON text."""
    before = set(threading.enumerate())
    name = uuid.uuid4().hex
    started = client.start_execution(stateMachineArn=arn, name=name, input=case["input"])
    for thread in threading.enumerate():
        if thread not in before:
            thread.join()
    ended = client.describe_execution(executionArn=started["executionArn"])
    if ended["status"] != "SUCCEEDED":
        raise Failed(f"{ended['status']}: {ended.get('error')}: {ended.get('cause')}")
    return ended["output"]


def round_of(case, iterations):
    """Seconds for that many executions of a machine made anew, and the last output."""
    with mock_aws(config=CONFIG):
        client = boto3.client(
            "stepfunctions", region_name=REGION, aws_access_key_id="a", aws_secret_access_key="s"
        )
        machine = client.create_state_machine(
            name=case["name"], definition=case["definition"], roleArn=ROLE
        )
        answers = [json.dumps(answer) for answer in case["answers"]] * iterations
        requests.post(ANSWERS, json={"results": answers, "region": REGION})
        start = time.perf_counter()
        for _ in range(iterations):
            output = run(client, machine["stateMachineArn"], case)
        return time.perf_counter() - start, output


def time_of(plan, case):
    """The median of the rounds, in nanoseconds an execution."""
    iterations = 1
    took, _ = round_of(case, iterations)
    while took < plan["round_seconds"]:
        iterations *= 2
        took, _ = round_of(case, iterations)
    times = []
    spent = 0
    while len(times) < 3 or len(times) < plan["rounds"] and spent < plan["case_seconds"]:
        took, _ = round_of(case, iterations)
        spent += took
        times.append(took * 1e9 / iterations)
    return sorted(times)[len(times) // 2]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        plan = json.load(file)
    for case in plan["cases"]:
        line = {"contestant": CONTESTANT, "definition": case["name"], "ns_per_execution": None}
        try:
            line["output"] = json.loads(round_of(case, 1)[1])
            if line["output"] == case["output"]:
                line["ns_per_execution"] = time_of(plan, case)
        except Exception as error:
            line["error"] = f"{type(error).__name__}: {error}"
        print(json.dumps(line), flush=True)


main()
