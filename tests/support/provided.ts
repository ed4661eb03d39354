import "vitest";

/** What the global setup tells every test file; read it with `inject` of vitest. */
declare module "vitest" {
  export interface ProvidedContext {
    postgres: {
      /** A database to connect to while making or dropping others. */
      maintenanceUrl: string;
      /** The name of the database that has all migrations and no rows. */
      template: string;
    };
  }
}
