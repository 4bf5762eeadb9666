"""The everyday PyTorch REINFORCE loop on CartPole: prints environment steps per second."""

import math
import random
import sys
import time

import torch

STEPS = int(sys.argv[1])
torch.set_num_threads(1)
torch.manual_seed(1)
random.seed(1)

policy = torch.nn.Sequential(
    torch.nn.Linear(4, 64), torch.nn.Tanh(), torch.nn.Linear(64, 64), torch.nn.Tanh(), torch.nn.Linear(64, 2)
)
optimizer = torch.optim.Adam(policy.parameters(), lr=0.01)


def step(state, action):
    x, v, angle, angular = state
    force = 10.0 if action == 1 else -10.0
    sin, cos = math.sin(angle), math.cos(angle)
    push = (force + 0.05 * angular * angular * sin) / 1.1
    angular_acceleration = (9.8 * sin - cos * push) / (0.5 * (4 / 3 - 0.1 * cos * cos / 1.1))
    acceleration = push - 0.05 * angular_acceleration * cos / 1.1
    state = (x + 0.02 * v, v + 0.02 * acceleration, angle + 0.02 * angular, angular + 0.02 * angular_acceleration)
    return state, abs(state[0]) > 2.4 or abs(state[2]) > 12 * math.pi / 180


taken = 0
started = time.perf_counter()
while taken < STEPS:
    losses = []
    for _ in range(16):
        state = tuple(random.uniform(-0.05, 0.05) for _ in range(4))
        log_probs, terminated = [], False
        while not terminated and len(log_probs) < 500:
            distribution = torch.distributions.Categorical(logits=policy(torch.tensor(state)))
            action = distribution.sample()
            log_probs.append(distribution.log_prob(action))
            state, terminated = step(state, action.item())
        taken += len(log_probs)
        reward_to_go = 0.0
        for log_prob in reversed(log_probs):
            reward_to_go = 1.0 + 0.99 * reward_to_go
            losses.append(-log_prob * reward_to_go / 16)
    optimizer.zero_grad()
    torch.stack(losses).sum().backward()
    optimizer.step()
print(taken / (time.perf_counter() - started))
