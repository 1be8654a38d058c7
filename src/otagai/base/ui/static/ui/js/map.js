// The map says the same as the list beside it: our own GeoJSON, no tiles, no other host. Without Leaflet the list stands alone.
// <div class="map" data-map data-points="id of json_script" data-areas="/…/areas.geojson"
//      data-center="34.86,138.32" data-zoom="13" data-pick="lat,lon" data-label="地図">
// points: [{id, name, lat, lon, text, url, kind, behind}]; list items carry data-place="id".
const SVG = "http://www.w3.org/2000/svg";
const PIN = "M18 34S6 22 6 14a12 12 0 0 1 24 0c0 8-12 20-12 20z";
const BLANK_BORDER = 0.2;

function pin(kind) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 36 36");
  svg.setAttribute("class", "map-pin-shape");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PIN);
  svg.append(path);
  return window.L.divIcon({ className: `map-pin map-pin-${kind || "place"}`, html: svg, iconSize: [44, 44], iconAnchor: [22, 40], popupAnchor: [0, -36] });
}

function bubble(point) {
  const box = document.createElement("div");
  const name = document.createElement(point.url ? "a" : "strong");
  name.textContent = point.name;
  if (point.url) name.href = point.url;
  const text = document.createElement("p");
  text.textContent = point.text ?? "";
  box.append(name, text);
  return box;
}

function mark(item, on) {
  item?.classList.toggle("is-chosen", on);
}

function addPoint(map, point) {
  const item = document.querySelector(`[data-place="${CSS.escape(point.id)}"]`);
  const marker = window.L.marker([point.lat, point.lon], { icon: pin(point.kind), title: point.name, zIndexOffset: point.behind ? -1000 : 0 }).addTo(map);
  marker.bindPopup(bubble(point));
  marker.getElement().setAttribute("aria-label", point.name);
  marker.on("popupopen", () => {
    mark(item, true);
    item?.scrollIntoView({ block: "nearest" });
  });
  marker.on("popupclose", () => mark(item, false));
  const chosen = (on) => () => marker.getElement()?.classList.toggle("map-pin-chosen", on);
  item?.addEventListener("focusin", chosen(true));
  item?.addEventListener("focusout", chosen(false));
  item?.addEventListener("pointerenter", chosen(true));
  item?.addEventListener("pointerleave", chosen(false));
  item?.querySelector("[data-show-on-map]")?.addEventListener("click", () => {
    map.setView(marker.getLatLng(), Math.max(map.getZoom(), 15), { animate: false });
    marker.openPopup();
    marker.getElement().focus();
  });
  return marker;
}

async function addAreas(map, address) {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok) window.L.geoJSON(await answer.json(), { interactive: false, style: { className: "map-area" } }).addTo(map).bringToBack();
  } catch {
    // The town's outline is a comfort; the places are there without it.
  }
}

function pick(map, box, latitude, longitude) {
  const [latName, lonName] = box.dataset.pick.split(",");
  const set = (name, value) => {
    const field = document.querySelector(`[name="${CSS.escape(name)}"]`);
    if (field) field.value = value.toFixed(6);
  };
  set(latName, latitude);
  set(lonName, longitude);
  box.here ??= window.L.marker([latitude, longitude], { icon: pin("here"), title: "ここから", keyboard: false }).addTo(map);
  box.here.setLatLng([latitude, longitude]);
  box.dispatchEvent(new CustomEvent("otagai:picked", { bubbles: true, detail: { latitude, longitude } }));
}

function draw(box) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = window.L.map(box, { zoomControl: false, attributionControl: false, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still });
  const said = document.querySelector("script[data-closer]").dataset;
  window.L.control.zoom({ zoomInTitle: said.closer, zoomOutTitle: said.farther }).addTo(map);
  map.setView((box.dataset.center ?? "36,138").split(",").map(Number), Number(box.dataset.zoom ?? 13));
  const points = JSON.parse(document.getElementById(box.dataset.points)?.textContent ?? "[]");
  const markers = points.map((point) => addPoint(map, point));
  if (markers.length) map.fitBounds(window.L.featureGroup(markers).getBounds().pad(BLANK_BORDER), { maxZoom: 16, animate: false });
  if (box.dataset.areas) addAreas(map, box.dataset.areas);
  if (box.dataset.pick) map.on("click", ({ latlng }) => pick(map, box, latlng.lat, latlng.lng));
  for (const button of document.querySelectorAll("[data-locate]")) {
    if (!navigator.geolocation || !box.dataset.pick) continue;
    button.hidden = false;
    button.addEventListener("click", () =>
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        pick(map, box, coords.latitude, coords.longitude);
        map.setView([coords.latitude, coords.longitude], 15, { animate: false });
      }),
    );
  }
  for (const button of document.querySelectorAll("[data-show-on-map]")) button.hidden = false;
}

for (const box of document.querySelectorAll("[data-map]")) {
  if (window.L) draw(box);
  else box.hidden = true;
}
