// What the laboratory's sliders mean: settings, the part of an address that holds them, and the ways of
// publishing the letter that are rehearsed with them, all on the same simulated people.

export interface Parameter {
  is: number;
  from: "assumption" | "article" | "data";
  low?: number;
  high?: number;
}
export interface ParameterTable {
  [key: string]: Parameter | ParameterTable;
}
export interface Variant {
  name: string;
  mode: "public-list" | "public-count" | "sealed" | "sealed-conditions";
  pressure: number;
  offer: boolean;
  matched_pay: boolean;
  wait_hours: number;
  ladder: number[];
}
// A scenario as the program writes it with --write-plan; what the page reads of it.
export interface Plan {
  people: number;
  hours: number;
  ladder: number[];
  demands: string[];
  parameters: ParameterTable;
  group: ({ name: string; demands: Parameter[] } & Record<string, unknown>)[];
  variant: Partial<Variant>[];
}

export interface Settings {
  quorum: number; // the ladder's first level, in people
  steps: number; // levels above it
  top: number; // the last of them, in people
  pressure: number; // percent of the scenario's
  offer: number; // 0 none, 1 jobs, 2 jobs with pay matched
  wait: number; // hours
}
export type Setting = keyof Settings;
export const settingNames = ["quorum", "steps", "top", "pressure", "offer", "wait"] as const;

export interface Bounds {
  least: number;
  most: number;
  step: number;
}

export function boundsOf(plan: Plan): Record<Setting, Bounds> {
  return {
    quorum: { least: 1, most: plan.people, step: 1 },
    steps: { least: 0, most: 4, step: 1 },
    top: { least: 1, most: plan.people, step: 1 },
    pressure: { least: 0, most: 200, step: 5 },
    offer: { least: 0, most: 2, step: 1 },
    wait: { least: 0, most: plan.hours, step: 1 },
  };
}

// The scenario's own ladder and circumstances, and a day behind the seal.
export function usualSettings(plan: Plan): Settings {
  const { ladder } = plan;
  return { quorum: ladder[0]!, steps: ladder.length - 1, top: ladder.at(-1)!, pressure: 100, offer: 2, wait: 24 };
}

function within(value: number, { least, most, step }: Bounds): number {
  const steps = Math.round((Math.min(most, Math.max(least, value)) - least) / step);
  return Math.min(most, least + steps * step);
}

// Settings in an address's fragment: "#quorum=101&wait=10". What is not there, or is no number, is as
// usual; what is out of bounds comes to the nearest bound.
export function settingsOf(fragment: string, plan: Plan): Settings {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const bounds = boundsOf(plan);
  const settings = usualSettings(plan);
  for (const name of settingNames) {
    const text = given.get(name) ?? "";
    if (/^-?\d{1,6}$/.test(text)) settings[name] = within(Number(text), bounds[name]);
  }
  return settings;
}
// Only what is not as usual; empty if nothing is.
export function fragmentOf(settings: Settings, plan: Plan): string {
  const usual = usualSettings(plan);
  const told = settingNames.filter((name) => settings[name] !== usual[name]);
  return told.length ? `#${told.map((name) => `${name}=${settings[name]}`).join("&")}` : "";
}

// From the quorum in even steps to the top; a top that is no higher than the quorum adds no level.
export function ladderOf({ quorum, steps, top }: Settings): number[] {
  const levels = [quorum];
  for (let step = 1; step <= steps && top > quorum; ++step) {
    levels.push(Math.round(quorum + ((top - quorum) * step) / steps));
  }
  return [...new Set(levels)];
}

export type WayName = "listed" | "waited" | "sealed";
export interface Way {
  name: WayName;
  variant: Variant;
}

// The ways that are compared: a public list that everybody sees at once; the same list shown after the
// wait, if there is one; and a sealed letter with private conditions, which opens when the wait is over.
export function waysOf(settings: Settings): Way[] {
  const way = (name: WayName, mode: Variant["mode"], wait: number): Way => ({
    name,
    variant: {
      name,
      mode,
      pressure: settings.pressure / 100,
      offer: settings.offer > 0,
      matched_pay: settings.offer > 1,
      wait_hours: wait,
      ladder: ladderOf(settings),
    },
  });
  return [
    way("listed", "public-list", 0),
    ...(settings.wait > 0 ? [way("waited", "public-list", settings.wait)] : []),
    way("sealed", "sealed-conditions", settings.wait),
  ];
}

export interface Origin {
  name: string;
  parameter: Parameter;
}
// Every number of the scenario with the place that it comes from.
export function originsOf(plan: Plan): Origin[] {
  const found: Origin[] = [];
  const walk = (value: unknown, name: string) => {
    if (typeof value !== "object" || value === null) return;
    if ("is" in value) found.push({ name, parameter: value as Parameter });
    else for (const [key, inner] of Object.entries(value)) walk(inner, name ? `${name}.${key}` : key);
  };
  walk(plan.parameters, "");
  for (const { name, ...numbers } of plan.group) walk(numbers, name);
  return found;
}
