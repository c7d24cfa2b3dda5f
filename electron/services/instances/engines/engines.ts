import type { Engine } from '../../../../shared/contract/engine.ts';
import type {
  AddMachineInput,
  ConnectionTest,
  DockerContext,
  Machine,
  SwarmNode,
} from '../../../../shared/contract/machine.ts';

/** The runtimes of this computer, and the Docker engines of other machines. */
export interface Engines {
  list(): Promise<readonly Engine[]>;
  /** This computer first, then the others by name. */
  machines(): Promise<readonly Machine[]>;
  /** `local`, and the names of the others. */
  names(): readonly Pick<Machine, 'name' | 'production'>[];
  contexts(): readonly DockerContext[];
  /** @throws AppError BAD_VALUE, ALREADY_EXISTS, ENGINE_UNREACHABLE; nothing is added then */
  add(input: AddMachineInput): Promise<Machine>;
  /** @throws AppError NOT_FOUND; ALREADY_EXISTS while an instance is on it */
  remove(name: string): Promise<void>;
  /** @throws AppError NOT_FOUND */
  test(name: string): Promise<ConnectionTest>;
  /** The nodes of the swarm of an engine, the best place first. @throws AppError NOT_FOUND, BAD_VALUE */
  nodes(name: string): Promise<readonly SwarmNode[]>;
}
