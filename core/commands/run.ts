import { catalogCommand } from "./catalog.ts";
import { doctorCommand } from "./doctor/doctor.ts";
import type { CommandIo, ExitCode } from "./io.ts";
import { merchantsCommand } from "./merchants.ts";
import { staffCommand } from "./staff.ts";
import { whatsappCommand } from "./switch-whatsapp.ts";

/** Runs `npm run <command> -- <args>`; resolves to the exit code. Everything it has to say is printed. */
export function runCommand(
  command: "catalog" | "staff" | "merchants" | "whatsapp" | "doctor",
  args: string[],
  io: CommandIo,
): Promise<ExitCode> {
  switch (command) {
    case "catalog":
      return catalogCommand(args, io);
    case "staff":
      return staffCommand(args, io);
    case "merchants":
      return merchantsCommand(args, io);
    case "whatsapp":
      return whatsappCommand(args, io);
    case "doctor":
      return doctorCommand(io);
  }
}
