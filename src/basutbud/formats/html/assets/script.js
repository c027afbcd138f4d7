"use strict";
// Without this script the page is complete; with it, tables sort and filter, and links open folds.
(() => {
  const data = document.body.dataset; // words, and the classes of outcomes, the worst first
  const swedish = document.documentElement.lang === "sv";
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  // An outcome's class as its rank; a cell without one comes last.
  const rank = (cell) => {
    const outcome = (cell.querySelector(".o") ?? cell).className.replace("o ", "");
    return outcome ? data.order.indexOf(outcome) : data.order.length;
  };
  // A cell as what it sorts by: a number, or its text; a dash stands for nothing.
  const value = (cell) => {
    const text = cell.textContent.trim();
    const plain = text.replace(/[\s%+()▲▼]/g, "").replace(swedish ? "," : /,/g, swedish ? "." : "");
    if (plain !== "" && !Number.isNaN(Number(plain))) return Number(plain);
    return text === "–" ? "" : text;
  };
  const compare = (one, other) => {
    if (typeof one === "number" && typeof other === "number") return one - other;
    if (typeof one === "number" || other === "") return -1;
    if (typeof other === "number" || one === "") return 1;
    return collator.compare(one, other);
  };

  const sort = (table, header, column) => {
    const up = header.getAttribute("aria-sort") !== "ascending";
    table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    const body = table.tBodies[0];
    const by = header.dataset.by === "outcome" ? rank : value;
    const rows = [...body.rows].map((row) => [by(row.cells[column]), row]);
    rows.sort((one, other) => (up ? 1 : -1) * compare(one[0], other[0]));
    body.append(...rows.map(([, row]) => row));
  };

  const filter = (table, wanted, told) => {
    const parts = wanted.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLocaleLowerCase();
      row.hidden = !parts.every((part) => text.includes(part));
      shown += row.hidden ? 0 : 1;
    }
    const all = table.tBodies[0].rows.length;
    told.textContent = parts.length ? data.shown.replace("#", shown).replace("#", all) : "";
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    const headers = [...table.tHead.rows].at(-1).cells;
    [...headers].forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = data.sort;
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => sort(table, header, column));
    });
    if (table.tBodies[0].rows.length < 6) continue;
    const box = document.createElement("p");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const told = document.createElement("span");
    box.className = "filter";
    input.type = "search";
    told.setAttribute("role", "status");
    label.append(data.filter + " ", input);
    box.append(label, told);
    table.closest(".scroll").before(box);
    input.addEventListener("input", () => filter(table, input.value, told));
  }

  document.documentElement.classList.add("scripted");
  const reveal = (hash) => {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    return target;
  };
  addEventListener("hashchange", () => reveal(location.hash)?.scrollIntoView());
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.hash);
  });
  reveal(location.hash)?.scrollIntoView();
  // Where the style sheet cannot open folds for print, this does.
  if (!CSS.supports("selector(::details-content)")) {
    addEventListener("beforeprint", () => {
      document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
    });
  }

  const clinics = document.querySelector(".clinics");
  if (clinics?.children.length > 1) {
    const all = document.createElement("button");
    all.type = "button";
    all.className = "all";
    all.textContent = data.open;
    all.addEventListener("click", () => {
      const open = all.textContent === data.open;
      for (const fold of clinics.children) fold.open = open;
      all.textContent = open ? data.close : data.open;
    });
    clinics.before(all);
  }
})();
