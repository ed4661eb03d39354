import type { ErrorRequestHandler } from "express";

/** Answers for bodies that could not be read. Body parser's errors carry the status they mean; their messages quote the body and stay here. */
export const badBody: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const status = typeof error === "object" && error && "status" in error ? Number(error.status) : 500;
  if (status >= 400 && status < 500) response.sendStatus(status);
  else next(error);
};
