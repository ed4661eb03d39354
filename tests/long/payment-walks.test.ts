import { walks } from "../integration/payments/walk.ts";

walks(Array.from({ length: 20 }, (_, index) => index + 2));
