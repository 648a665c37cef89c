// Durations.
mod order {
    timeout: 600,
    task Charge {
        timeout: 5min,
        heartbeat: 1.5m,
        retry Slow { interval: 2, max_delay: 99999999999999999999d }
    }
    wait Cool for 30;
    wait Down for "30s";
    wait Until until 30s;
    wait Never;
    succeed Done;
}
