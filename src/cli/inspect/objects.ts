// How each kind of object is found, and what is said where there is none.
import { EngineError } from '../../engine/error.ts';
import { inspectContainer } from '../../engine/inspect-container.ts';
import { inspectImage } from '../../engine/inspect-image.ts';
import { inspectNetwork } from '../../engine/network/inspect-network.ts';
import type { Engine } from '../../engine/engine.ts';
import { apiType } from './schema.ts';
import type { Value } from '../template/type.ts';

/** Finds an object of one kind; throws `EngineError` "notFound" where there is none of that name. */
export type FindObject = (engine: Engine, name: string, size: boolean) => Promise<Value>;

export const findContainer: FindObject = async (engine, name, size) => {
  const container = await engine.containers.resolve(name);
  const data = await inspectContainer(engine, container, size);
  return { type: apiType('types.ContainerJSON'), data };
};

export const findImage: FindObject = async (engine, name) => {
  const image = await engine.images.resolve(name).catch((error: unknown): never => {
    throw namedAsAsked(error, name);
  });
  return { type: apiType('types.ImageInspect'), data: await inspectImage(engine, image) };
};

export const findNetwork: FindObject = async (engine, name) => {
  const network = await engine.networks.find(name);
  if (!network) throw new EngineError('notFound', `No such network: ${name}`);
  return { type: apiType('types.NetworkResource'), data: await inspectNetwork(engine, network) };
};

export const findVolume: FindObject = async (engine, name) => {
  const data = await engine.volumes.find(name);
  if (!data) throw new EngineError('notFound', `No such volume: ${name}`);
  return { type: apiType('types.Volume'), data };
};

/** Kinds by their name, in the order in which `docker inspect` tries them. */
export const objectKinds: Readonly<Record<string, FindObject>> = {
  container: findContainer,
  image: findImage,
  network: findNetwork,
  volume: findVolume,
};

/** The client tells the name as it was typed, without the tag that was meant. */
function namedAsAsked(error: unknown, name: string): unknown {
  if (!(error instanceof EngineError)) return error;
  if (error.code === 'notFound') return new EngineError('notFound', `No such image: ${name}`);
  if (error.code !== 'invalid') return error;
  return new EngineError('invalid', `no such image: ${name}: ${error.message}`);
}
