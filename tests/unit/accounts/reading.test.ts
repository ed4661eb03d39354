import { describe, expect, it } from "vitest";
import { birthDateProblem } from "../../../core/accounts/birth-date.ts";
import { dayOf, readDay } from "../../../core/accounts/days.ts";
import { readEmail } from "../../../core/accounts/email.ts";
import { readGivenName, readName } from "../../../core/accounts/names.ts";
import { readPhone } from "../../../core/accounts/phone.ts";

describe("names", () => {
  it.each([
    ["  Анна   Мария ", "Анна Мария"],
    ["O’Brien", "O'Brien"],
    ["Жан–Жак", "Жан-Жак"],
    ["محمد", "محمد"],
    ["José", "José"],
    ["St. John", "St. John"],
  ])("%s is read as %s", (typed, name) => expect(readName(typed)).toBe(name));

  it.each(["", "   ", "Anna1", "Anna 🐾", "<b>Anna</b>", "-", "a".repeat(61), "Anna\u0000"])(
    "%j is no name",
    (typed) => expect(readName(typed)).toBeUndefined(),
  );
});

describe("names with what comes with them", () => {
  it.each([
    ["Анна", { firstName: "Анна" }],
    ["анна  павловна", { firstName: "анна", patronymic: "павловна" }],
    ["Пётр Ильич", { firstName: "Пётр", patronymic: "Ильич" }],
    ["Anna Pavlovna", { firstName: "Anna", patronymic: "Pavlovna" }],
    ["Олена Іванівна", { firstName: "Олена", patronymic: "Іванівна" }],
    ["Али Гасан оглы", { firstName: "Али", patronymic: "Гасан оглы" }],
    ["Иванова Анна Павловна", { lastName: "Иванова", firstName: "Анна", patronymic: "Павловна" }],
    ["Анна Павловна Иванова", { lastName: "Иванова", firstName: "Анна", patronymic: "Павловна" }],
    ["Mary Ann", { firstName: "Mary Ann" }],
    ["Анна Бабич", { firstName: "Анна Бабич" }],
    ["Pedro José de la Cruz", { firstName: "Pedro José de la Cruz" }],
    ["оглы", { firstName: "оглы" }],
  ])("%s", (typed, name) => expect(readGivenName(typed)).toEqual(name));

  it.each(["", "Anna1", "Анна Павловна 🐾"])("%j is no name", (typed) =>
    expect(readGivenName(typed)).toBeUndefined(),
  );
});

describe("phones", () => {
  it.each([
    ["79990001122", "+79990001122"],
    ["+7 (999) 000-11-22", "+79990001122"],
    ["8 999 000 11 22", "+79990001122"],
    ["447400123456", "+447400123456"],
    ["+989121234567", "+989121234567"],
  ])("%s is %s", (typed, phone) => expect(readPhone(typed)).toBe(phone));

  it.each(["", "12", "+7999", "call me +79990001122", "+79990001122 ext. x", "abc"])(
    "%j is no phone",
    (typed) => expect(readPhone(typed)).toBeUndefined(),
  );
});

describe("e-mail addresses", () => {
  it("keeps the name and lowers the domain", () =>
    expect(readEmail(" Anna.K@Example.COM ")).toBe("Anna.K@example.com"));

  it.each([
    "anna",
    "anna@",
    "@example.com",
    "anna@example",
    "a b@example.com",
    `${"a".repeat(250)}@example.com`,
  ])("%s is none", (typed) => expect(readEmail(typed)).toBeUndefined());
});

describe("days", () => {
  it.each([
    ["31.12.1990", "1990-12-31"],
    ["1/2/1990", "1990-02-01"],
    ["01 02 1990", "1990-02-01"],
    ["01021990", "1990-02-01"],
    ["29.02.2000", "2000-02-29"],
    ["۰۱.۰۲.۱۹۹۰", "1990-02-01"],
  ])("%s is %s", (typed, day) => expect(readDay(typed)).toBe(day));

  it.each(["29.02.1990", "31.04.1990", "1990-12-31", "12.31.1990", "00.01.1990", "tomorrow", "1.1.90"])(
    "%s is none",
    (typed) => expect(readDay(typed)).toBeUndefined(),
  );

  it("depends on the zone which day it is", () => {
    const moment = new Date("2026-11-23T22:30:00Z");
    expect(dayOf(moment, "UTC")).toBe("2026-11-23");
    expect(dayOf(moment, "Europe/Moscow")).toBe("2026-11-24");
    expect(dayOf(moment, "America/New_York")).toBe("2026-11-23");
  });
});

describe("who may hold an account", () => {
  const now = new Date("2026-11-23T22:30:00Z");

  it("is 18 on the birthday, by the clock of their zone", () => {
    expect(birthDateProblem("2008-11-24", now, "Europe/Moscow")).toBeUndefined();
    expect(birthDateProblem("2008-11-24", now, "UTC")).toBe("too_young");
    expect(birthDateProblem("2008-11-25", now, "Europe/Moscow")).toBe("too_young");
  });

  it("was not born in the future or before 1900", () => {
    expect(birthDateProblem("2026-11-25", now, "UTC")).toBe("future");
    expect(birthDateProblem("1899-12-31", now, "UTC")).toBe("too_early");
    expect(birthDateProblem("1900-01-01", now, "UTC")).toBeUndefined();
  });
});
