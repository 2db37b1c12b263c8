/** <button type="button" data-print hidden> */
export function print(button) {
  button.hidden = false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    window.print();
  });
}
