// examples/night-letter.toml, put into the bundle when it is built (night-letter.ts beside it, vite.config.ts).
declare module "night-letter" {
  const plan: import("./rehearsal/plan.ts").Plan;
  export default plan;
}
