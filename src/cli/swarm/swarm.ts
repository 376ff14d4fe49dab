import type { Call } from '../command.ts';
import { declareCommands } from '../declared.ts';
import type { Group } from '../group.ts';
import { refusal, refuse, refuseSwarm } from './refusal.ts';

const notPart = 'This node is not part of a swarm';
const unsupported = "Error response from daemon: Swarm mode is not supported by Fishbowl's engine";

function answer(call: Call, verb: string): Promise<number> {
  switch (verb) {
    case 'init':
    case 'join':
      return refuse(call, unsupported);
    case 'leave':
      return refuse(call, `Error response from daemon: ${notPart}`);
    case 'unlock':
      return refuse(call, `Error: ${notPart}`);
    case 'unlock-key':
      return refuse(call, `could not fetch unlock key: ${refusal}`);
    case 'join-token': {
      const [role = ''] = call.arguments;
      const known = role === 'worker' || role === 'manager';
      return known ? refuseSwarm(call, verb) : refuse(call, `unknown role ${role}`);
    }
    default:
      return refuseSwarm(call, verb);
  }
}

export const swarm: Group = {
  summary: 'Manage Swarm',
  ...declareCommands(
    `
ca | Display and rotate the root CA | 0
  --ca-cert pem-file | Path to the PEM-formatted root CA certificate to use for the new cluster
  --ca-key pem-file | Path to the PEM-formatted root CA key to use for the new cluster
  --cert-expiry duration | Validity period for node certificates (ns|us|ms|s|m|h) | 2160h0m0s
  -d, --detach | Exit immediately instead of waiting for the root rotation to converge
  --external-ca external-ca | Specifications of one or more certificate signing endpoints
  -q, --quiet | Suppress progress output
  --rotate | Rotate the swarm CA - if no certificate or key are provided, new ones will be generated
init | Initialize a swarm | 0
  --advertise-addr string | Advertised address (format: <ip|interface>[:port])
  --autolock | Enable manager autolocking (requiring an unlock key to start a stopped manager)
  --availability string | Availability of the node ("active"|"pause"|"drain") | "active"
  --cert-expiry duration | Validity period for node certificates (ns|us|ms|s|m|h) | 2160h0m0s
  --data-path-addr string | Address or interface to use for data path traffic (format: <ip|interface>)
  --data-path-port uint32 | Port number to use for data path traffic (1024 - 49151). If no value is set or is set to 0, the default port (4789) is used.
  --default-addr-pool ipNetSlice | default address pool in CIDR format | []
  --default-addr-pool-mask-length uint32 | default address pool subnet mask length | 24
  --dispatcher-heartbeat duration | Dispatcher heartbeat period (ns|us|ms|s|m|h) | 5s
  --external-ca external-ca | Specifications of one or more certificate signing endpoints
  --force-new-cluster | Force create a new cluster from current state
  --listen-addr node-addr | Listen address (format: <ip|interface>[:port]) | 0.0.0.0:2377
  --max-snapshots uint | Number of additional Raft snapshots to retain
  --snapshot-interval uint | Number of log entries between Raft snapshots | 10000
  --task-history-limit int | Task history retention limit | 5
join HOST:PORT | Join a swarm as a node and/or manager | 1
  --advertise-addr string | Advertised address (format: <ip|interface>[:port])
  --availability string | Availability of the node ("active"|"pause"|"drain") | "active"
  --data-path-addr string | Address or interface to use for data path traffic (format: <ip|interface>)
  --listen-addr node-addr | Listen address (format: <ip|interface>[:port]) | 0.0.0.0:2377
  --token string | Token for entry into the swarm
join-token (worker|manager) | Manage join tokens | 1
  -q, --quiet | Only display token
  --rotate | Rotate join token
leave | Leave the swarm | 0
  -f, --force | Force this node to leave the swarm, ignoring warnings
unlock | Unlock swarm | 0
unlock-key | Manage the unlock key | 0
  -q, --quiet | Only display token
  --rotate | Rotate unlock key
update | Update the swarm | 0
  --autolock | Change manager autolocking setting (true|false)
  --cert-expiry duration | Validity period for node certificates (ns|us|ms|s|m|h) | 2160h0m0s
  --dispatcher-heartbeat duration | Dispatcher heartbeat period (ns|us|ms|s|m|h) | 5s
  --external-ca external-ca | Specifications of one or more certificate signing endpoints
  --max-snapshots uint | Number of additional Raft snapshots to retain
  --snapshot-interval uint | Number of log entries between Raft snapshots | 10000
  --task-history-limit int | Task history retention limit | 5
`,
    answer,
  ),
};
