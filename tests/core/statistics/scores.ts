/*
 * Two groups of ten runs whose figures in these tests were computed with numpy 2.4.6 and scipy 1.17.1.
 */
export const A = [412.3, 488.1, 500.0, 231.7, 476.4, 499.2, 350.5, 495.9, 500.0, 467.8]
export const B = [389.0, 301.2, 455.6, 220.4, 410.8, 398.3, 275.9, 432.1, 365.7, 340.2]
