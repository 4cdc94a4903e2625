/** Given names of many cultures; distinct even without accents and without letters beyond ASCII. */
export const firstNames =
  `Ada Adebayo Aiko Alejandra Amélie Amina Anders Anna Antônio Aoife Arjun Astrid Ayşe Beatriz Björn Brigitte Camila
Carlos Catarina Chiara Chloé Chukwuma Ciarán Cosmin Daiyu Dalia Darius Deepika Dimitra Dmitri Dorota Eamon Ebba Eduardo
Eleni Elif Emeka Emine Émilie Enrique Esperanza Ewa Farah Fatima Fernando Fiona Françoise Freja Gabriele Giorgos Giulia
Grzegorz Gudrun Hana Haruto Hector Heiko Henrik Hiroshi Hugo Ibrahim Ikechukwu Imani Inés Ingrid Isabella Ivana Jaime
Jamila Jarosław Jelena Jens Joaquín Johanna Jürgen Kaito Karin Katarzyna Kenji Khadija Kiran Kofi Krzysztof Kwame
Lakshmi Lars Leïla Leticia Liam Lieselotte Ludmila Luís Magnus Mahmoud Małgorzata Marek Margarida Mariana Mateusz
Maximiliano Mei Mercedes Miguel Milica Mirjam Mohammed Nadia Naoki Narges Nia Nikolaos Nokuthula Olena Olivier Ömer
Oksana Paolo Patrícia Pedro Petra Pieter Priya Rafael Rania Raúl Renée Rikke Rohan Rosalind Ruth Saoirse Sebastián
Selin Siddharth Siobhán Sofía Søren Stanisław Svetlana Tadeusz Takumi Tamar Tariq Teodora Thabo Théo Tomás Ulrike
Valentina Vikram Vilhelm Wanjiru Wei Wiktoria Xiulan Yara Yasmin Yuki Yusuf Zainab Zoë Zsófia`.split(
    /\s+/u,
  );

/** Family names of many cultures; `_` stands for a space. Distinct under the same conditions. */
export const lastNames =
  `Abdullah Abernathy Achterberg Adeyemi Aguilar Albrecht Almeida Andersson Aydın Bakker Banerjee Barzani Bauer Bergström
Bianchi Blanchard Böhm Borges Bouchard Brandt Brennan Cáceres Carvalho Castañeda Çelik Chakraborty Chavez Cooper
Cortés Cruickshank D'Angelo Da_Costa Dahl Davidsen De_Luca Delacroix Demir Dlamini Dubois Eriksen Esposito Evans
Fairweather Falk Fernández Ferrara Fischer Fitzgerald Forsberg Fournier Friedrich Fujimoto Gallagher García Gauthier
Georgiou Goldberg González Grabowski Gruber Gutiérrez Haddad Hämäläinen Hansen Hashimoto Hassan Heikkinen Hernández
Hoffmann Holmberg Horváth Hughes Ibáñez Ishikawa Ivanov Jabłoński Jankowski Jiménez Johansson Kaczmarek Kamau Karlsson
Kaya Keller Khumalo Kovačević Kowalczyk Kozlov Krüger Kurniawan Lacroix Lambert Larsen Lefèvre Lehmann Lindqvist
Llewellyn López Lundgren MacDonald Machado Maier Marchetti Martínez Mbeki McCarthy Mendoza Meyer Mitchell Montgomery Moreau
Moretti Müller Murakami Mwangi Nakamura Navarro Ndlovu Németh Nguyen Nielsen Novák Nowak Núñez O'Brien O'Connor
O'Sullivan Oduya Okafor Olsen Ortega Østergaard Öztürk Pálsson Papadopoulos Patel Peña Pereira Petrov Pham Pietersen
Pinto Popescu Quintana Quispe Radović Rahman Ramírez Rasmussen Reyes Ribeiro Richter Rodríguez Romano Rossi Rousseau
Ruíz Russo Rutkowski Saitō Salazar Salvatore Sánchez Santos Sato Schäfer Schmidt Schneider Schröder Sharma Shevchenko
Simonsen Şahin Skarsgård Smith Sokolov Sørensen Sousa Steenkamp Suzuki Svensson Szabó Takahashi Tanaka Thorvaldsen
Tóth Tremblay Tsvetkov Ueda Ünal Vaillancourt Valenzuela Van_den_Berg Van_Dijk Vasquez Venkataraman Vermeulen Villalobos
Virtanen Vogel Von_Stein Wagner Walker Watanabe Weber Wiśniewski Wójcik Yamamoto Yıldız Yılmaz Zamora Zhang Zhukova
Zieliński Zimmermann Żuraw`
    .split(/\s+/u)
    .map((name) => name.replaceAll("_", " "));
