// Draws the neighbour map from the lists of the page, which say the same without it.
"use strict";

const place = document.getElementById("map");
// As the page's theme makes them now.
const colour = from => getComputedStyle(from).color;

if (place && window.cytoscape) {
  place.hidden = false;
  const links = new Map();
  const elements = [];
  for (const item of document.querySelectorAll("[data-node]")) {
    links.set(item.dataset.node, item.querySelector("a")?.href);
    elements.push({data: {id: item.dataset.node, name: item.dataset.name}, classes: item.dataset.known === "true" ? "known" : "unknown"});
  }
  for (const row of document.querySelectorAll("[data-edge]")) {
    elements.push({data: {source: row.dataset.edge, target: row.dataset.to}});
  }
  const ink = colour(document.body);
  const accent = colour(document.querySelector(".map-nodes a") ?? document.body);
  const drawn = window.cytoscape({
    container: place,
    elements,
    layout: {name: elements.length > 400 ? "concentric" : "cose", animate: false, nodeDimensionsIncludeLabels: true},
    minZoom: 0.1,
    maxZoom: 3,
    style: [
      // Who has many cables is named also where the others' names would be too small to read.
      {selector: "node", style: {label: "data(name)", color: ink, "font-size": 11, "min-zoomed-font-size": 8, "text-valign": "bottom", "text-margin-y": 4, width: 18, height: 18, "background-color": accent}},
      {selector: "node[[degree > 4]]", style: {"font-size": 26, "font-weight": "bold", width: 32, height: 32}},
      {selector: "node.unknown", style: {"background-opacity": 0, "border-width": 2, "border-style": "dashed", "border-color": ink}},
      {selector: "edge", style: {width: 1.5, "line-color": ink, opacity: 0.5, "curve-style": "bezier"}},
      {selector: "node:selected", style: {"border-width": 3, "border-color": ink}},
    ],
  });
  const tools = document.getElementById("map-tools");
  tools.hidden = false;
  for (const tool of tools.querySelectorAll("[data-zoom]")) {
    tool.addEventListener("click", () => {
      if (tool.dataset.zoom === "fit") {
        drawn.fit(undefined, 20);
      } else {
        drawn.zoom({level: drawn.zoom() * Number(tool.dataset.zoom), renderedPosition: {x: place.clientWidth / 2, y: place.clientHeight / 2}});
      }
    });
  }
  drawn.on("tap", "node.known", event => {
    const href = links.get(event.target.id());
    if (href) location.href = href;
  });
}
