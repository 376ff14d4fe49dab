import type { WorldFact } from './event.ts';
import { trafficLimit, type Exchange, type Millis, type World } from './model.ts';

type TrafficFact = Extract<
  WorldFact,
  { type: 'exchange/sent' | 'exchange/progressed' | 'exchange/answered' | 'traffic/cut' }
>;

export function trafficChanged(world: World, fact: TrafficFact, at: Millis): World {
  switch (fact.type) {
    case 'exchange/sent':
      return sent(world, fact.exchange);
    case 'exchange/progressed': {
      const place = world.traffic.findLastIndex(({ id }) => id === fact.id);
      const open = world.traffic[place];
      if (!open || open.answer !== null || open.came === fact.bytes) return world;
      return { ...world, traffic: world.traffic.with(place, { ...open, came: fact.bytes }) };
    }
    case 'exchange/answered': {
      const place = world.traffic.findLastIndex(({ id }) => id === fact.id);
      const open = world.traffic[place];
      if (!open || open.answer !== null) return world;
      const evidence = [...open.evidence, fact.evidence];
      return {
        ...world,
        traffic: world.traffic.with(place, { ...open, answer: fact.answer, evidence }),
      };
    }
    case 'traffic/cut': {
      if (world.traffic.every(({ answer }) => answer !== null)) return world;
      const answer = { at, status: null, bytes: 0 };
      const traffic = world.traffic.map((each) => (each.answer ? each : { ...each, answer }));
      return { ...world, traffic };
    }
    default:
      return fact satisfies never;
  }
}

function sent(world: World, exchange: Exchange): World {
  if (world.traffic.some(({ id }) => id === exchange.id)) return world;
  return { ...world, traffic: [...world.traffic, exchange].slice(-trafficLimit) };
}
